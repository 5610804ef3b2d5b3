// One lesson: a picture, three words, a star for each word that is found.
const find = (id) => document.getElementById(id);
const here = location.pathname;
let lesson;
let index = 0;
let finished = false;

function showStars() {
  const stars = lesson.questions.map((_, number) => {
    const star = document.createElement('li');
    star.textContent = '★';
    star.className = number < index ? 'won' : '';
    return star;
  });
  find('stars').replaceChildren(...stars);
  find('stars').setAttribute('aria-label', `${index} van de ${lesson.questions.length} sterren`);
}

function choose(button, word) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  if (word !== lesson.questions[index].picture) {
    button.setAttribute('aria-disabled', 'true');
    find('answer').textContent = 'Kijk nog eens goed.';
    return;
  }
  button.classList.add('right');
  find('answer').textContent = 'Goed zo!';
  for (const other of find('choices').children) other.setAttribute('aria-disabled', 'true');
  index += 1;
  showStars();
  setTimeout(next, 450);
}

function next() {
  if (index === lesson.questions.length) {
    void finish();
    return;
  }
  const { picture, choices } = lesson.questions[index];
  find('answer').textContent = '';
  find('picture').src = `/pictures/${picture}.svg`;
  find('picture').alt = picture;
  find('choices').replaceChildren(
    ...choices.map((word) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = word;
      button.addEventListener('click', () => choose(button, word));
      return button;
    }),
  );
}

async function finish() {
  finished = true;
  await fetch(`${here}/klaar`, { method: 'POST' });
  find('well-done').textContent = `Les ${lesson.lesson} is klaar. Knap gelezen!`;
  find('question').hidden = true;
  find('end').hidden = false;
  find('title').focus();
}

async function start() {
  lesson = await (await fetch(`${here}/les`)).json();
  index = 0;
  finished = false;
  find('title').textContent = `Les ${lesson.lesson}`;
  find('done').href = lesson.returnUrl;
  find('question').hidden = false;
  find('end').hidden = true;
  showStars();
  next();
}

find('again').addEventListener('click', () => void start());
// Who leaves half-way has practised too.
addEventListener('pagehide', () => {
  if (lesson && !finished && index > 0) navigator.sendBeacon(`${here}/weg`);
});
void start();
