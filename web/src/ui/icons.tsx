import type { ReactNode } from 'react';

/** Our own line drawings, on a raster of 24; they say nothing to screen readers, the text beside them does. */
function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

interface Props {
  size?: number;
}

export const TickIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
);
export const CrossIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M6 6l12 12M18 6 6 18" />
  </Icon>
);
export const ChevronIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m6 9 6 6 6-6" />
  </Icon>
);
export const UpDownIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m7 9 5-5 5 5M7 15l5 5 5-5" />
  </Icon>
);
export const LeftIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m15 5-7 7 7 7" />
  </Icon>
);
export const RightIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m9 5 7 7-7 7" />
  </Icon>
);
export const MenuIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 7h16M4 12h16M4 17h16" />
  </Icon>
);
export const TilesIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z" />
  </Icon>
);
export const SearchIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </Icon>
);
export const PlusIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const HouseIcon = (p: Props) => (
  <Icon {...p}>
    <path d="m3.5 11.5 8.5-7.5 8.5 7.5M6 10v10h12V10M10 20v-5.5h4V20" />
  </Icon>
);
export const SchoolIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12 3v4M12 3h5v2.5h-5M4 20V11.5L12 7l8 4.5V20zM10 20v-4.5h4V20M7.5 13.5h.01M16.5 13.5h.01" />
  </Icon>
);
export const ClockIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7v5.3l3.5 2" />
  </Icon>
);
export const PersonIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.5c1-4.5 4-6 7.5-6s6.5 1.5 7.5 6" />
  </Icon>
);
export const PeopleIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 20c.7-4 3.2-5.5 6.5-5.5s5.8 1.5 6.5 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.400M18 15c2 .7 3.2 2.3 3.5 5" />
  </Icon>
);
export const DoorIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M14 4H6v16h8M10.5 12H21M17.5 8.5 21 12l-3.5 3.5" />
  </Icon>
);
export const BoxIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 8.5h16V20H4zM3 4h18v4.5H3zM9.5 12.5h5" />
  </Icon>
);
export const FileIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M6 3h8l5 5v13H6zM14 3v5h5M9.5 13h6M9.5 17h6" />
  </Icon>
);
export const DownIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />
  </Icon>
);
export const UpIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12 20V9M7 13.5l5-5 5 5M5 4h14" />
  </Icon>
);
export const CardsIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />
  </Icon>
);
export const LinkIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M10 14a4 4 0 0 0 6 .4l3-3A4.2 4.2 0 0 0 13 5.5L11.5 7M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 5.900l1.5-1.5" />
  </Icon>
);
export const BinIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 7h16M9.5 7V4h5v3M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5" />
  </Icon>
);
export const GearIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 8h9M17 8h3M4 16h3M11 16h9" />
    <circle cx="15" cy="8" r="2" />
    <circle cx="9" cy="16" r="2" />
  </Icon>
);
export const InfoIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5M12 7.8v.1" />
  </Icon>
);
export const WarningIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12 4 2.8 20h18.400zM12 10v4.5M12 17.2v.1" />
  </Icon>
);
export const ChartIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 20h16M7 16.5v-4M12 16.5V5M17 16.5V9" />
  </Icon>
);
export const PencilIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 20l1-4.500L16.500 4a2.100 2.100 0 0 1 3 0l.5.5a2.100 2.100 0 0 1 0 3L8.500 19zM14.500 6l3.500 3.500" />
  </Icon>
);
export const ReturnIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 8.500h16V20H4zM3 4h18v4.500H3zM12 17.500v-6M9.500 14l2.500-2.500 2.500 2.500" />
  </Icon>
);
export const BadgeIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="10" cy="8" r="4" />
    <path d="M3 20.500c.8-4.500 3.500-6 7-6 1.200 0 2.300.2 3.300.6M18 14v6M15 17h6" />
  </Icon>
);
export const BadgeOffIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="10" cy="8" r="4" />
    <path d="M3 20.500c.8-4.500 3.500-6 7-6 1.200 0 2.300.2 3.300.6M15 17h6" />
  </Icon>
);
export const StairsIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3.500 20H9v-5h5v-5h5V4M3.500 20h17" />
  </Icon>
);
export const BookIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6" />
  </Icon>
);
export const MailIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3.500 5.500h17v13h-17zM4 6.500l8 6.500 8-6.500" />
  </Icon>
);
export const CalendarIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 6h16v14H4zM4 10.500h16M8.500 3.500V8M15.500 3.500V8" />
  </Icon>
);
export const PrinterIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />
  </Icon>
);
