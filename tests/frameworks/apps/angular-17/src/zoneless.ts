// Angular 17 can't be without zones.
export const zoneless = () => [];
