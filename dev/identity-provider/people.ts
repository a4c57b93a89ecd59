/**
 * The people of the demo bank. Their passwords are public: they open nothing but the local world.
 * Each is here for one way a launch can end; `description` says which, in words for the person at the keyboard.
 */

type DemoGroup = "treasury" | "design" | "admins" | "payments" | "desktop" | "staff";

export interface DemoPerson {
  readonly username: string;
  readonly password: string;
  /** Opaque and stable, as a real directory's: nothing can be told from it. */
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly groups: readonly DemoGroup[];
  /** Whether the sign-in counts as made with a second factor. */
  readonly mfa: boolean;
  readonly description: string;
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    username: "lucia",
    password: "lucia-demo",
    sub: "7f3a1c52-94de-4b0e-8a67-2f5d0c61b9e4",
    name: "Lucía Fernández",
    email: "lucia.fernandez@northwind.example",
    country: "ES",
    groups: ["treasury", "staff", "design"],
    mfa: true,
    description: "Treasury trader, Madrid",
  },
  {
    username: "diego",
    password: "diego-demo",
    sub: "c08e6b7d-1f42-4d9a-b3c5-70a9e2d4f816",
    name: "Diego Hernández",
    email: "diego.hernandez@northwind.example",
    country: "MX",
    groups: ["design", "staff"],
    mfa: false,
    description: "Designer, Mexico City",
  },
  {
    username: "marta",
    password: "marta-demo",
    sub: "2b94f0a8-6c3d-4e71-9d58-b1e7a3c0d562",
    name: "Marta Iglesias",
    email: "marta.iglesias@northwind.example",
    country: "ES",
    groups: ["admins", "staff"],
    mfa: true,
    description: "Administrator, help desk and approver, Madrid",
  },
  {
    username: "hugo",
    password: "hugo-demo",
    sub: "e5d17c39-80ab-4f26-a4e9-3c6b8f92d071",
    name: "Hugo Baker",
    email: "hugo.baker@northwind.example",
    country: "US",
    groups: ["admins", "staff"],
    mfa: false,
    description: "Administrator without a second factor, New York",
  },
  {
    username: "ana",
    password: "ana-demo",
    sub: "94c6e2f1-5b08-47ad-8e3f-d20a7b91c64e",
    name: "Ana Restrepo",
    email: "ana.restrepo@northwind.example",
    country: "CO",
    groups: ["staff", "payments", "desktop"],
    mfa: false,
    description: "Payments clerk, Bogotá",
  },
  {
    username: "noah",
    password: "noah-demo",
    sub: "3d80b5a7-e214-4c9f-b76d-08f1a5e3c92b",
    name: "Noah Weber",
    email: "noah.weber@northwind.example",
    country: "DE",
    groups: [],
    mfa: false,
    description: "No groups at all: nothing is granted, Frankfurt",
  },
  {
    username: "jordi",
    password: "jordi-demo",
    sub: "a61f9d3e-07c5-4b82-95ea-6e4d2c8b0f17",
    name: "Jordi Puig",
    email: "jordi.puig@northwind.example",
    country: "ES",
    groups: ["staff", "payments", "desktop"],
    mfa: false,
    description: "Payments clerk, Barcelona",
  },
];
