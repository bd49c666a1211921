// Nothing yet: b is edited as a whole.
export const none = true;
