<?php
// Service providers: SimpleSAMLphp's own parser reads their XML as it came. What its administrator adds, in the state,
// wins over that.
$state = require __DIR__ . '/../state.php';
$directory = getenv('INTEROP_DIRECTORY') . '/service-providers';

foreach (glob("$directory/*.xml") as $file) {
    $parser = SimpleSAML\Metadata\SAMLParser::parseFile($file);
    $entityId = $parser->getEntityId();
    $metadata[$entityId] = array_merge($parser->getMetadata20SP(), $state['options'][$entityId] ?? []);
}
