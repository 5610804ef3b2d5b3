import { useState } from 'react';
import { changeYearGroup } from '../../../api/calls';
import { counted } from '../../../api/messages';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { toTicked } from './selection';
import { TaskForm, type TaskProps } from './TaskForm';
import { atTheEnd, changedText, type Direction, summaryOfYears } from './yearGroups';

/** R4.10.1 */
export function YearGroupDialog({ school, people, ...task }: TaskProps) {
  const [direction, setDirection] = useState<Direction | undefined>();
  const [tried, setTried] = useState(false);
  const end = (way: Direction) => {
    const stuck = atTheEnd(people, school.sector, way).length;
    return stuck === 0 ? undefined : `${counted(stuck, 'leerling kan', 'leerlingen kunnen')} niet die kant op`;
  };
  return (
    <TaskForm
      {...task}
      title="Leerjaar aanpassen"
      button="Aanpassen"
      people={people}
      summary={direction === undefined ? undefined : summaryOfYears(people, school.sector, direction)}
      todo="Kies of iedereen een jaar verder of terug gaat."
      check={() => {
        setTried(true);
        return direction !== undefined;
      }}
      run={() => changeYearGroup(school.id, toTicked(people), direction ?? 'up')}
      told={(done) => changedText(done, direction ?? 'up')}
    >
      <ChoiceCards
        legend="Welke kant op?"
        type="radio"
        value={direction === undefined ? [] : [direction]}
        onChange={([picked]) => setDirection(picked)}
        error={tried && direction === undefined ? 'Kies verder of terug' : undefined}
        options={[
          { value: 'up', label: 'Een jaar verder', note: end('up') },
          { value: 'down', label: 'Een jaar terug', note: end('down') },
        ]}
      />
    </TaskForm>
  );
}
