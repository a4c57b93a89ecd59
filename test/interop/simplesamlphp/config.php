<?php
// SimpleSAMLphp as an identity provider on loopback: every folder in the temporary one, every page over http.
$directory = getenv('INTEROP_DIRECTORY');
$state = require __DIR__ . '/state.php';
$config = [
    'baseurlpath' => $state['origin'] . '/',
    'certdir' => "$directory/keys/",
    'datadir' => "$directory/data/",
    'loggingdir' => "$directory/log/",
    'tempdir' => "$directory/temp/",
    'metadata.sources' => [['type' => 'flatfile', 'directory' => __DIR__ . '/metadata']],
    'module.enable' => ['core' => true, 'exampleauth' => true, 'saml' => true],
    'enable.saml20-idp' => true,
    'secretsalt' => $state['salt'],
    'auth.adminpassword' => $state['salt'],
    'technicalcontact_email' => 'na@example.org', // the one address that stays out of the metadata
    'timezone' => 'UTC',
    'logging.handler' => 'errorlog',
    'logging.level' => SimpleSAML\Logger::INFO,
    'session.cookie.secure' => false,
    'session.phpsession.savepath' => "$directory/sessions",
    'trusted.url.domains' => ['(localhost|127\.0\.0\.1)(:\d+)?'],
    'trusted.url.regex' => true,
];
