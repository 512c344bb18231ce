/** @jest-environment jsdom */
import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { PictureLinks } from '@/components/tool/media/picture-links';
import { renderWords } from '@/tests/support/render-words';

afterEach(cleanup);

const file = (number: number, mediaType = 'image/png') => ({ url: `/api/files/${number}`, mediaType, bytes: 10 });
const links = () =>
  screen.queryAllByRole('link').map((link) => [link.getAttribute('aria-label'), link.getAttribute('href')]);

it('offers a picture in the forms it does not have', () => {
  renderWords(<PictureLinks run={{ id: 'a', output: { files: [file(1)] } }} className="" />);
  expect(links()).toEqual([
    ['Download as WebP', '/api/runs/a/download?as=webp'],
    ['Download as JPEG', '/api/runs/a/download?as=jpeg'],
  ]);
});

it('says which one of several, and offers nothing of a sound or a film', () => {
  const files = [file(1, 'image/jpeg'), file(2, 'image/webp'), file(3, 'audio/mpeg'), file(4, 'video/webm')];
  renderWords(<PictureLinks run={{ id: 'a', output: { files } }} className="" />);
  expect(links()).toEqual([
    ['Download as WebP 1', '/api/runs/a/download?as=webp&file=1'],
    ['Download as JPEG 2', '/api/runs/a/download?as=jpeg&file=2'],
  ]);
});
