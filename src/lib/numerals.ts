const english = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const
const spanish = ['', '', 'Dos', 'Tres', 'Cuatro', 'Cinco', 'Seis', 'Siete', 'Ocho', 'Nueve'] as const
const ofGender = { un: ['Ningún', 'Un'], una: ['Ninguna', 'Una'] } as const

/** A count as English headings begin with it: "No", "Two"; digits from ten on. */
export const spelled = (n: number): string => english[n] ?? String(n)

/** The same in Spanish, where what is counted has a gender for "no" and "one"; what follows "no" is one, not many. */
export const spelledInSpanish = (n: number, gender: keyof typeof ofGender): string =>
  ofGender[gender][n] ?? spanish[n] ?? String(n)
