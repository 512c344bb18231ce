/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { SafetyForm, TryForm, type SafetyValues } from '@/components/admin/safety/safety-form';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { renderWords } from '../../support/render-words';

const CURRENT: SafetyValues = { before: 'list', after: 'off', failOpen: true, terms: ['bomb', 'make a bomb*'] };
const answering = (state: Partial<FormState>) =>
  jest.fn(async (_previous: FormState, _form: FormData): Promise<FormState> => ({ ...EMPTY_FORM, ...state }));

describe('the form', () => {
  it('shows the settings and sends what is set', async () => {
    const action = answering({ ok: true, message: 'Saved.' });
    renderWords(<SafetyForm action={action} current={CURRENT} />);
    expect(screen.getByLabelText('What people type or upload')).toHaveValue('list');
    expect(screen.getByLabelText('Terms')).toHaveValue('bomb\nmake a bomb*');
    expect(screen.getByText('2 terms')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('What models answer'), { target: { value: 'provider' } });
    fireEvent.click(screen.getByLabelText('Go on when no endpoint answers'));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Saved.');
    const sent = Object.fromEntries(action.mock.calls[0]![1]);
    expect(sent).toMatchObject({ before: 'list', after: 'provider' });
    expect(sent).not.toHaveProperty('failOpen');
  });

  it('keeps what was typed where a line is wrong', async () => {
    const values = { before: 'off', after: 'list', terms: 'bo*mb' };
    const action = answering({ values, errors: { terms: 'Line 1: must be words' }, message: 'Please look.' });
    renderWords(<SafetyForm action={action} current={CURRENT} />);
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText('Terms')).toHaveAttribute('aria-invalid', 'true'));
    expect(screen.getByLabelText('Terms')).toHaveValue('bo*mb');
    expect(screen.getByLabelText('What people type or upload')).toHaveValue('off');
    expect(screen.getByLabelText('Go on when no endpoint answers')).not.toBeChecked();
  });

  it('tries a text and keeps it', async () => {
    const action = answering({ values: { text: 'a bomb' }, message: 'The list refuses it: “bomb”.' });
    renderWords(<TryForm action={action} />);
    fireEvent.change(screen.getByLabelText('A text'), { target: { value: 'a bomb' } });
    fireEvent.click(screen.getByRole('button', { name: 'Try' }));
    expect(await screen.findByRole('status')).toHaveTextContent('The list refuses it');
    expect(screen.getByLabelText('A text')).toHaveValue('a bomb');
  });
});
