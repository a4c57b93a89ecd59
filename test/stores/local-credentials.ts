/**
 * Credentials for SDK clients that only ever talk to 127.0.0.1; importing this file sets them.
 * A profile on the developer's machine would win over them, so it is hidden from the tests.
 */
process.env.AWS_ACCESS_KEY_ID = "AKIDEXAMPLE";
process.env.AWS_SECRET_ACCESS_KEY = "local-secret";
delete process.env.AWS_SESSION_TOKEN;
delete process.env.AWS_PROFILE;
