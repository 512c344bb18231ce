/** Who looks at the page, as far as the shell shows it. */
export interface Viewer {
  name: string | null;
  email: string;
  admin: boolean;
  /** Credits that can be spent now. */
  available: number;
  /** Notices that were not seen yet, counted up to 100. */
  unread: number;
}

/** What a form of the shell posts to. */
export type FormAction = (form: FormData) => Promise<void>;

export interface ShellActions {
  setTheme: FormAction;
  signOut: FormAction;
}
