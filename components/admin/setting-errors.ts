interface Wrong {
  path: string;
  message: string;
}

const OVERRIDES = 'prices.overrides';

/**
 * What the server found wrong, at the fields of the form: prices share one field, so their errors say which price and
 * which member they mean; several errors of one field are told together.
 */
export function atFormFields(errors: readonly Wrong[]): Wrong[] {
  const fields = new Map<string, string>();
  for (const { path, message } of errors) {
    const price = path.startsWith(`${OVERRIDES}.`) ? path.slice(OVERRIDES.length + 1) : null;
    const field = price === null ? path : OVERRIDES;
    const told = price === null ? message : `${price}: ${message}`;
    const before = fields.get(field);
    fields.set(field, before === undefined || before === told ? told : `${before}; ${told}`);
  }
  return [...fields].map(([path, message]) => ({ path, message }));
}
