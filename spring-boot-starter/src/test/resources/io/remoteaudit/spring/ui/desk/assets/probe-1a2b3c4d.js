export const probe = 2;
