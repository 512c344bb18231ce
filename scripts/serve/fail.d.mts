export function explain(error: unknown): string;
export function failPlainly(error: unknown): never;
