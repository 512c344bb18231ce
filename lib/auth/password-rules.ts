/** How long a password may be; shown by forms, checked by the server. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 256;
