import '@mantine/core/styles/Combobox.layer.css';
import './fields';
export { NativeSelect as Select } from '@mantine/core';
