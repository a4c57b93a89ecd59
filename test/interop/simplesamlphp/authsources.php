<?php
// A form for user name and password, and the attributes of everybody who may fill it in.
$state = require __DIR__ . '/state.php';
$people = [];
foreach ($state['people'] as $person) {
    $attributes = $person['attributes'] + ['authnContext' => [$person['authnContext']]];
    $people[$person['username'] . ':' . $person['password']] = $attributes;
}
$config = ['people' => ['exampleauth:UserPass'] + $people];
