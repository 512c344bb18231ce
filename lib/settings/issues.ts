import type { z } from 'zod';
import { unknownMembers, type FieldError } from '@/lib/errors';

type Issue = z.core.$ZodIssue;

/** Of the shapes a value may have, the one it was meant to have: it at least is of that shape's type. */
function meant(branches: Issue[][]): Issue[] {
  const ofAnotherType = (issues: Issue[]) =>
    issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);
  return branches.find((issues) => !ofAnotherType(issues)) ?? [];
}

function fieldErrors(issue: Issue, at: readonly PropertyKey[]): FieldError[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownMembers(path, issue.keys);
  if (issue.code === 'invalid_union') {
    const inner = meant(issue.errors);
    if (inner.length > 0) return inner.flatMap((one) => fieldErrors(one, path));
  }
  return [{ path: path.map(String).join('.'), message: issue.message }];
}

/** What is wrong with settings, each wrong member by its path. */
export function settingErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => fieldErrors(issue, []));
}
