import { useMediaQuery } from '@mantine/hooks';

/** Where rows are cards: as `@media (width < 48rem)` in the style sheets. */
export const useSmallScreen = (below = '48rem') =>
  useMediaQuery(`(width < ${below})`, false, { getInitialValueInEffect: false });
