import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './Dialog.module.css';

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  size?: 'sm' | 'lg' | 'xl';
  children: ReactNode;
}

export function Dialog({ title, open, onClose, size = 'lg', children }: Props) {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // A dialog that goes at once cannot give the focus back itself; what came in its place may have taken it.
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, []);
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      // Wide enough for two buttons side by side.
      size={size === 'sm' ? '29rem' : size}
      centered
      classNames={{ content: classes.content }}
      // Mantine would write a <style> element to keep the page still; base.css does it.
      lockScroll={false}
    >
      <Modal.Overlay backgroundOpacity={0.45} color="#092c4e" />
      <Modal.Content radius="xl">
        <div className={classes.head}>
          <Modal.Title className={classes.title ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Sluiten" size="lg" />
        </div>
        <Modal.Body className={classes.body ?? ''}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

export const DialogButtons = ({ children }: { children: ReactNode }) => (
  <div className={classes.buttons}>{children}</div>
);
