<?php
// What a start chose and a rollover changes. Read again at every request, so a running identity provider follows.
return json_decode(file_get_contents(getenv('INTEROP_DIRECTORY') . '/state.json'), true, 512, JSON_THROW_ON_ERROR);
