<?php
// The identity provider itself: which key signs, which certificate is announced beside it, which NameIDs it gives.
$state = require __DIR__ . '/../state.php';

$metadata[$state['entityId']] = [
    'host' => '__DEFAULT__',
    'auth' => 'people',
    'privatekey' => $state['signingKey'] . '.key',
    'certificate' => $state['signingKey'] . '.crt',
    'validate.logout' => true,
    'sign.logout' => true,
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    'authproc' => [
        10 => ['class' => 'saml:PersistentNameID', 'attribute' => 'uid'],
        // How somebody signed in is no attribute: SAML has a place of its own for it.
        20 => ['class' => 'core:PHP', 'code' => '
            $state["saml:AuthnContextClassRef"] = $attributes["authnContext"][0];
            unset($attributes["authnContext"]);
        '],
    ],
];

if ($state['nextKey'] !== null) {
    $metadata[$state['entityId']]['new_privatekey'] = $state['nextKey'] . '.key';
    $metadata[$state['entityId']]['new_certificate'] = $state['nextKey'] . '.crt';
}
