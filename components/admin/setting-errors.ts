interface Wrong {
  path: string;
  message: string;
}

/** Settings with members of their own that share one field of the form. */
const SHARED = ['prices.overrides', 'routing.dailySpendUsd', 'routing.order'];

/**
 * What the server found wrong, at the fields of the form: prices share one field, and so do spend caps: their errors
 * say which of them and which member they mean; several errors of one field are told together.
 */
export function atFormFields(errors: readonly Wrong[]): Wrong[] {
  const fields = new Map<string, string>();
  for (const { path, message } of errors) {
    const shared = SHARED.find((name) => path.startsWith(`${name}.`));
    const field = shared ?? path;
    const told = shared ? `${path.slice(shared.length + 1)}: ${message}` : message;
    const before = fields.get(field);
    fields.set(field, before === undefined || before === told ? told : `${before}; ${told}`);
  }
  return [...fields].map(([path, message]) => ({ path, message }));
}
