/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderToString } from 'react-dom/server';
import { FileField } from '@/components/tool/file/file-field';
import type { KnownFile, Sent, UploadClient } from '@/components/tool/file/upload-client';
import { OFFLINE } from '@/components/tool/problem';
import type { InputField } from '@/components/tool/types';
import { inWords, renderWords } from '../../support/render-words';

const ID = '0198a000-0000-7000-8000-00000000000f';
const KEPT: KnownFile = {
  ...{ id: ID, url: `/api/files/${ID}`, name: 'cat.png', mediaType: 'image/png', kind: 'image', bytes: 2_400_000 },
  ...{ width: 800, height: 600 },
};
const FIELD: InputField = {
  ...{ id: 'fileId', label: 'Picture', placeholder: '', multiline: false, required: true, maxLength: 36 },
  ...{ type: 'file', accepts: ['image'] },
};
const picture = (name = 'cat.png', type = 'image/png') => new File(['bytes'], name, { type });

/** A way to the server that waits until the test says how it went. */
function scripted(find: UploadClient['find'] = async () => null) {
  const sent: { file: File; share(share: number): void; answer(answer: Sent): void; signal: AbortSignal }[] = [];
  const client: UploadClient = {
    send: (file, { signal, onShare }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
        sent.push({ file, signal, share: onShare, answer: resolve });
      }),
    find,
  };
  return { client, sent };
}

function Form({ client, field = FIELD, signInHref = null, first = '', draft }: FormProps) {
  const [value, setValue] = useState(first);
  const desk = { client, signInHref, megabytes: { image: 15, audio: 25, document: 10 } };
  return (
    <>
      <FileField {...{ field, value, desk }} fault={undefined} serverError={undefined} onChange={setValue} />
      {draft !== undefined && <button onClick={() => setValue(draft)}>The draft comes back</button>}
    </>
  );
}
interface FormProps {
  client: UploadClient;
  field?: InputField;
  signInHref?: string | null;
  first?: string;
  /** What a draft holds, for tests in which it comes back late. */
  draft?: string;
}

const input = () => screen.getByLabelText('Picture');
const carried = () => document.querySelector<HTMLInputElement>('input[name="input.fileId"]')?.value;

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('a file field', () => {
  it('sends what is chosen, tells how much has gone, and carries its id', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} />);
    await userEvent.upload(input(), picture());
    expect(screen.getByText('cat.png')).toBeVisible();
    act(() => sent[0]?.share(0.4));
    expect(screen.getByRole('progressbar', { name: 'Sending cat.png' })).toHaveAttribute('aria-valuetext', '40%');
    act(() => sent[0]?.share(1));
    expect(screen.getByText('Checking…')).toBeVisible();
    act(() => sent[0]?.answer({ ok: true, file: KEPT }));
    expect(await screen.findByText('2.4 MB · 800 × 600')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('cat.png is ready.');
    expect(carried()).toBe(ID);
  });

  it('takes a file that was chosen before the script came', async () => {
    const { client, sent } = scripted();
    const page = document.createElement('div');
    document.body.append(page);
    const form = inWords(<Form client={client} />);
    page.innerHTML = renderToString(form);
    const chosen = page.querySelector<HTMLInputElement>('input[type=file]');
    if (!chosen) throw new Error('no input');
    await userEvent.upload(chosen, picture('early.png'));
    render(form, { container: page, hydrate: true });
    await waitFor(() => expect(sent.map(({ file }) => file.name)).toEqual(['early.png']));
    act(() => sent[0]?.answer({ ok: true, file: KEPT }));
    await waitFor(() => expect(carried()).toBe(ID));
    page.remove();
  });

  it('lets no draft that comes back take the place of a file on its way', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} draft="0198a000-0000-7000-8000-00000000000d" />);
    await userEvent.upload(input(), picture());
    await userEvent.click(screen.getByRole('button', { name: 'The draft comes back' }));
    expect(carried()).toBe('');
    act(() => sent[0]?.answer({ ok: true, file: KEPT }));
    await waitFor(() => expect(carried()).toBe(ID));
  });

  it('can be cancelled on the way, and nothing of it remains', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} />);
    await userEvent.upload(input(), picture());
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(sent[0]?.signal.aborted).toBe(true);
    expect(input()).toBeInTheDocument();
    expect(carried()).toBe('');
  });

  it('names a refusal at the field, and sends the same file again on request', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} />);
    await userEvent.upload(input(), picture());
    const problem = { ...OFFLINE, status: 415, code: 'unsupported_media_type', detail: 'This is no picture.' };
    act(() => sent[0]?.answer({ ok: false, problem }));
    expect(await screen.findByText('This is no picture.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(sent[1]?.file.name).toBe('cat.png');
    act(() => sent[1]?.answer({ ok: true, file: KEPT }));
    await waitFor(() => expect(carried()).toBe(ID));
    expect(screen.queryByText('This is no picture.')).toBeNull();
  });

  it('sends nothing that is larger than what is taken', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} />);
    const huge = picture();
    Object.defineProperty(huge, 'size', { value: 16 * 1024 * 1024 });
    await userEvent.upload(input(), huge);
    expect(screen.getByText(/larger than 15 MB/)).toBeVisible();
    expect(sent).toHaveLength(0);
  });

  it('takes what is dropped on it or pasted on the page, if it is of its kind', async () => {
    const { client, sent } = scripted();
    renderWords(<Form client={client} />);
    const pasted = (file: File) =>
      fireEvent(
        document,
        Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { files: [file] } }),
      );
    pasted(new File(['x'], 'notes.pdf', { type: 'application/pdf' }));
    expect(sent).toHaveLength(0);
    pasted(picture('pasted.png'));
    await waitFor(() => expect(sent[0]?.file.name).toBe('pasted.png'));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const zone = input().closest('label');
    fireEvent.drop(zone!, { dataTransfer: { files: [picture('dropped.png')], types: ['Files'] } });
    await waitFor(() => expect(sent[1]?.file.name).toBe('dropped.png'));
  });

  it('shows the file of a draft again after a reload, by what this browser remembers', async () => {
    const { client, sent } = scripted();
    const { unmount } = renderWords(<Form client={client} />);
    await userEvent.upload(input(), picture());
    act(() => sent[0]?.answer({ ok: true, file: KEPT }));
    await screen.findByText('2.4 MB · 800 × 600');
    unmount();
    renderWords(<Form client={scripted().client} first={ID} />);
    expect(await screen.findByText('cat.png')).toBeVisible();
  });

  it('asks the server about an id that is new here', async () => {
    const found: KnownFile = { ...KEPT, name: '', width: undefined, height: undefined };
    renderWords(<Form client={scripted(async () => found).client} first={ID} />);
    expect(await screen.findByText('Your picture')).toBeVisible();
    expect(screen.getByText('2.4 MB')).toBeVisible();
  });

  it('lets go of a file that is gone, and says so', async () => {
    renderWords(<Form client={scripted(async () => 'gone').client} first={ID} />);
    expect(await screen.findByText(/is gone. Add it again/)).toBeVisible();
    expect(carried()).toBe('');
  });

  it('can be emptied again', async () => {
    renderWords(<Form client={scripted(async () => KEPT).client} first={ID} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove cat.png' }));
    expect(carried()).toBe('');
    expect(input()).toBeInTheDocument();
  });

  it('asks a guest to sign in first instead of refusing afterwards', () => {
    renderWords(<Form client={scripted().client} signInHref="/sign-in?next=%2Ftool%2Fx" />);
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=%2Ftool%2Fx');
    expect(document.querySelector('input[type=file]')).toBeNull();
  });

  it('offers the recorder for sounds alone that may be recorded', () => {
    const sound: InputField = { ...FIELD, accepts: ['audio'], recordable: true };
    const { unmount } = renderWords(<Form client={scripted().client} field={sound} />);
    expect(screen.getByRole('button', { name: 'Record now' })).toBeVisible();
    unmount();
    renderWords(<Form client={scripted().client} />);
    expect(screen.queryByRole('button', { name: 'Record now' })).toBeNull();
  });
});
