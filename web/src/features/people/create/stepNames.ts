export const stepNames = ['Wie', 'Gegevens', 'Klaar'];
