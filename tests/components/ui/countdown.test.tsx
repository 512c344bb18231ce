/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { Countdown } from '@/components/ui/countdown';
import { renderWords } from '../../support/render-words';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const pass = (seconds: number) => act(() => jest.advanceTimersByTime(seconds * 1_000));

it('counts down, tells when it is over once, and is not read out by the second', () => {
  const over = jest.fn();
  renderWords(<Countdown seconds={65} onEnd={over} />);
  const clock = screen.getByRole('timer');
  expect(clock).toHaveTextContent('1:05');
  expect(clock).not.toHaveAttribute('aria-live');
  pass(5);
  expect(clock).toHaveTextContent('1:00');
  pass(100);
  expect(clock).toHaveTextContent('0:00');
  expect(over).toHaveBeenCalledTimes(1);
});

it('says long times in hours and minutes', () => {
  renderWords(<Countdown seconds={11_520} />);
  expect(screen.getByRole('timer')).toHaveTextContent('3 h 12 min');
});
