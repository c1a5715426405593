import type { loginFailures } from '#services/kernel/login-failures.ts';

export type LoginFailures = ReturnType<typeof loginFailures>;
export type LoginFailure = keyof LoginFailures;
