import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import './Button.css';
export { Button } from '@mantine/core';
