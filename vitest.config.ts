import { defineConfig } from "vitest/config";

const suites = "**/*.test.ts";

/** One project a suite. `npm test` runs unit and contract; the others need something npm does not bring. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`test/${suites}`],
          exclude: ["test/contract/**", "test/e2e/**", "test/interop/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "contract",
          include: [`test/contract/${suites}`],
          exclude: ["test/contract/**/*.dynamodb-local.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "dynamodb-local", include: ["test/contract/**/*.dynamodb-local.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "interop",
          include: [`test/interop/${suites}`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: [`test/e2e/${suites}`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
    // By itself vitest leaves one processor to its own process, which hardly works here.
    maxWorkers: "100%",
    globalSetup: "./test/support/temporary-folder.ts",
    testTimeout: 20_000,
    hookTimeout: 20_000,
    restoreMocks: true,
    coverage: {
      provider: "v8",
      include: ["functions/**/*.ts"],
      reporter: ["text-summary", "json-summary", "html"],
      reportsDirectory: "coverage",
      // What decides and what judges an identity is tested to the last branch; the rest nearly so.
      thresholds: {
        lines: 95,
        branches: 90,
        "functions/core/**": { lines: 100, branches: 100 },
        "functions/identity/principal-mapping.ts": { lines: 100, branches: 100 },
        "functions/identity/pseudonym.ts": { lines: 100, branches: 100 },
        "functions/identity/saml/{assertion*,authentication-statement,authn-request,claims,instant,logout-re*,namespace-rules,redirect-*,response-shape,signature-*,signed-redirect,subject-confirmation,xml-limits,xml-text}.ts":
          { lines: 100, branches: 100 },
        "functions/identity/oidc/{id-token-claims,authorization-response,verification-keys,discovery}.ts": {
          lines: 100,
          branches: 100,
        },
      },
    },
  },
});
