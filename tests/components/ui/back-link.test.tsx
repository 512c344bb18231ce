/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { BackLink } from '@/components/ui';
import { renderWords } from '../../support/render-words';

describe('BackLink', () => {
  it('is called by its words alone and leads where they say', () => {
    renderWords(<BackLink href="/admin/campaigns">All campaigns</BackLink>);
    expect(screen.getByRole('link', { name: 'All campaigns' })).toHaveAttribute('href', '/admin/campaigns');
  });

  it('points the other way where people read from the right, and can be met by a thumb', () => {
    renderWords(<BackLink href="/credits">Statement</BackLink>);
    const link = screen.getByRole('link');
    expect(link).toHaveClass('tap');
    expect(link.querySelector('svg')).toHaveClass('rtl:-scale-x-100');
    expect(link.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
  });
});
