/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import {
  Alert,
  Badge,
  Coin,
  CoinRange,
  Duration,
  Field,
  Input,
  LinkTabs,
  PopoverButton,
  PopoverDialog,
  Progress,
  When,
} from '@/components/ui';
import { renderWords } from '../../support/render-words';

describe('Field', () => {
  it('names its control and announces hint and error with it', () => {
    renderWords(
      <Field id="mail" label="E-mail" hint="We send nothing." error="is not a mail address">
        {(control) => <Input {...control} />}
      </Field>,
    );
    const input = screen.getByRole('textbox', { name: 'E-mail' });
    expect(input).toHaveAccessibleDescription('We send nothing. is not a mail address');
    expect(input).toBeInvalid();
  });

  it('claims no error where there is none', () => {
    renderWords(
      <Field id="mail" label="E-mail">
        {(control) => <Input {...control} />}
      </Field>,
    );
    expect(screen.getByRole('textbox')).not.toHaveAttribute('aria-describedby');
    expect(screen.getByRole('textbox')).not.toHaveAttribute('aria-invalid');
  });
});

describe('Coin', () => {
  it.each([
    [5, false, '5 credits'],
    [1, false, '1 credit'],
    [1242.5, false, '1,242.5 credits'],
    [2.5, true, '+2.5 credits'],
    [-5, true, '−5 credits'],
    [0, true, '0 credits'],
  ])('reads %p (signed: %p) as "%s"', (amount, signed, words) => {
    renderWords(<Coin amount={amount} signed={signed} />);
    expect(screen.getByText(words)).toHaveClass('sr-only');
  });

  it('says a range in words, and one price once', () => {
    const { unmount } = renderWords(<CoinRange from={2} to={5} />);
    expect(screen.getByText('2 to 5 credits')).toBeInTheDocument();
    unmount();
    renderWords(<CoinRange from={5} to={5} />);
    expect(screen.getByText('5 credits')).toBeInTheDocument();
  });
});

describe('Duration', () => {
  it.each([
    [60, '1 minute'],
    [120, '2 minutes'],
    [90, '90 seconds'],
    [1, '1 second'],
  ])('tells %p seconds as %s', (seconds, words) => {
    const { container } = renderWords(<Duration seconds={seconds} />);
    expect(container).toHaveTextContent(words);
  });
});

describe('Progress', () => {
  it('never shows more than all, and takes nothing of nothing for done', () => {
    const { unmount } = renderWords(<Progress value={120} max={100} label="Earned" />);
    expect(screen.getByRole('progressbar', { name: 'Earned' })).toHaveAttribute('aria-valuenow', '100');
    unmount();
    const { container } = renderWords(<Progress value={0} max={0} label="Earned" />);
    expect(container.querySelector('[style]')).toHaveStyle({ transform: 'scaleX(1)' });
  });
});

describe('the small ones', () => {
  it('gives a moment to machines exactly and to people in UTC', () => {
    renderWords(<When at="2026-11-20T18:30:00.000Z" />);
    const time = screen.getByText(/Nov 20, 2026, 18:30 UTC/);
    expect(time).toHaveAttribute('datetime', '2026-11-20T18:30:00.000Z');
  });

  it('interrupts only with alerts that ask to', () => {
    renderWords(
      <>
        <Alert tone="bad" role="alert">
          Wrong
        </Alert>
        <Alert>Quiet</Alert>
      </>,
    );
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('marks the tab somebody is on', () => {
    renderWords(
      <LinkTabs
        label="Views"
        tabs={[
          { href: '/a', label: 'A', current: true },
          { href: '/b', label: 'B', current: false },
        ]}
      />,
    );
    const nav = screen.getByRole('navigation', { name: 'Views' });
    expect(within(nav).getByRole('link', { name: 'A' })).toHaveAttribute('aria-current', 'page');
    expect(within(nav).getByRole('link', { name: 'B' })).not.toHaveAttribute('aria-current');
  });

  it('opens a dialog by the browser alone: button and popover share an id', () => {
    const { container } = renderWords(
      <>
        <PopoverButton target="sure">Delete</PopoverButton>
        <PopoverDialog id="sure" title="Sure?">
          <Badge>Text</Badge>
        </PopoverDialog>
      </>,
    );
    expect(screen.getByRole('button', { name: 'Delete' })).toHaveAttribute('popovertarget', 'sure');
    expect(container.querySelector('#sure')).toHaveAttribute('popover', 'auto');
  });
});
