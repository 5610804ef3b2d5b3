import { useMediaQuery } from '@mantine/hooks';

/** Where rows are cards: as `@media (width < 48rem)` in the style sheets. */
export const useSmallScreen = () => useMediaQuery('(width < 48rem)', false, { getInitialValueInEffect: false });
