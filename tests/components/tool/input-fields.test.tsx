/** @jest-environment jsdom */
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { InputFields } from '@/components/tool/input-fields';
import type { InputField, ToolValues } from '@/components/tool/types';
import { faultsOf } from '@/components/tool/values';
import { renderWords } from '../../support/render-words';

const base = { placeholder: '', multiline: false, required: false, maxLength: 20 };
const FIELDS: InputField[] = [
  { ...base, id: 'prompt', label: 'Prompt', multiline: true, required: true },
  { ...base, id: 'seed', label: 'Seed', type: 'number', min: 0, max: 2_147_483_647, hint: 'Any will do.' },
  { ...base, id: 'pages', label: 'Pages', type: 'number', min: 1, max: 9 },
];

function Form({ first = {}, asked }: { first?: Record<string, string>; asked?: Record<string, string> }) {
  const make = (input: Record<string, string>): ToolValues => ({ input, options: {}, provider: 'auto', model: 'auto' });
  const [values, setValues] = useState(make({ prompt: '', seed: '', pages: '', ...first }));
  return (
    <InputFields
      tool={{ fields: FIELDS }}
      values={values}
      faults={faultsOf({ fields: FIELDS }, values)}
      problem={null}
      asked={asked ? make(asked) : null}
      onChange={setValues}
    />
  );
}

afterEach(cleanup);
const seed = () => screen.getByLabelText<HTMLInputElement>('Seed');
const folded = () => !document.querySelector('details')?.open;

describe('the fields of a tool', () => {
  it('fold away what most leave alone, and name it', () => {
    renderWords(<Form />);
    expect(screen.getByText('More: Seed, Pages')).toBeVisible();
    expect(folded()).toBe(true);
    expect(screen.getByLabelText('Prompt')).toBeVisible();
  });

  it('show it where something stands in it, and keep it open when that is taken out', async () => {
    renderWords(<Form first={{ seed: '7' }} />);
    const details = document.querySelector('details');
    expect(folded()).toBe(false);
    // jsdom tells nobody that a part was opened.
    fireEvent(details!, new Event('toggle'));
    await userEvent.clear(seed());
    expect(folded()).toBe(false);
  });

  it('throw a number where any will do, and only there', async () => {
    renderWords(<Form first={{ seed: '7' }} />);
    await userEvent.click(screen.getByRole('button', { name: 'Throw a number for “Seed”' }));
    expect(Number(seed().value)).toBeLessThanOrEqual(999_999);
    expect(screen.queryByRole('button', { name: 'Throw a number for “Pages”' })).toBeNull();
  });

  it('bring back the number of the run on screen', async () => {
    renderWords(<Form first={{ seed: '7' }} asked={{ seed: '4711' }} />);
    await userEvent.click(screen.getByRole('button', { name: 'Same again: 4711' }));
    expect(seed()).toHaveValue(4_711);
    expect(screen.queryByRole('button', { name: /Same again/ })).toBeNull();
  });

  it('name a number out of its range beside it', () => {
    renderWords(<Form first={{ pages: '12' }} />);
    expect(screen.getByText('A number from 1 to 9, please.')).toBeVisible();
    expect(screen.getByLabelText('Pages')).toHaveAttribute('aria-invalid', 'true');
  });
});
