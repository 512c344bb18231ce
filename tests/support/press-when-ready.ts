import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Presses a button as soon as it takes a press: one that waits for the server is there before, and keeps the focus. */
export async function pressWhenReady(name: string | RegExp): Promise<void> {
  await waitFor(() => expect(screen.getByRole('button', { name })).not.toHaveAttribute('aria-disabled', 'true'));
  await userEvent.click(screen.getByRole('button', { name }));
}
