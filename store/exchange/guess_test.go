package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestHeadingsAreKnownInSeveralLanguages(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	for to, headings := range map[string]string{
		"manager": "Manager|Manager no|manager_no|ManagerID|managerId|MANAGER_ID|Manager Employee No|Manager's e-mail|Line-Manager (Name)|Direct manager|Reports to (ID)|Supervisor|Supervisor Email|" +
			"Vorgesetzter|Vorgesetzte/r|Vorgesetzte:r|Personalnummer des Vorgesetzten|Vorgesetzten-Nr.|Führungskraft|" +
			"Responsable hiérarchique|Matricule du responsable|N+1|Supérieur hiérarchique|Jefe directo|Correo del jefe|Gestor|Nome do gestor|Chefia imediata|E-mail do gestor",
		"team":      "Department|Abteilung|Division|Business unit|business_unit|Service|Équipe|Departamento|Área|Equipa|Setor|OE",
		"location":  "Standort|Site|Office|Work Location|Arbeitsort|Lieu de travail|Ville|Sede|Oficina|Cidade|Local de trabalho",
		"number":    "Personalnummer|Personal-Nr.|Employee No.|EmployeeID|Emp_ID|Matricule|Número de empleado|Matrícula|Mitarbeiter-Nr",
		"hired":     "Eintritt|Eintrittsdatum|Start date|Start Date (dd/mm/yyyy)|Hire Date|Date d'embauche|Fecha de ingreso|Data de admissão|Joined",
		"role":      "Job|Job Title|JobTitle|Funktion|Stelle|Position|Poste|Intitulé du poste|Puesto|Cargo|Função",
		"left_on":   "Austritt|Termination Date|Date de sortie|Fecha de baja|Data de saída",
		"email":     "E-Mail-Adresse|Work Email|Courriel|Correo electrónico|emailAddress",
		"grade":     "Entgeltgruppe|Pay grade|Pay-Band|Échelon|Faixa salarial",
		"languages": "Sprachen|Langues|Idiomas|Línguas",
		"country":   "Land|Pays|País",
	} {
		for h := range strings.SplitSeq(headings, "|") {
			cell := map[string]string{"hired": "2020-01-01"}[to]
			m, err := exchange.Guess(t.Context(), st, "employees", read(t, fmt.Sprintf("Name,Shoe,\"%s\"\nAnn,40,%s\nBo,41,%s\n", h, cell, cell)))
			if err != nil || m.Columns[2].To != to {
				t.Errorf("“%s” became %s and is %s: %v", h, m.Columns[2].To, to, err)
			}
		}
	}
	for _, h := range []string{"Direct reports", "Is manager", "HR partner", "Organisation", "Profession", "Manager level", "Hiring manager", "Field"} {
		if m, err := exchange.Guess(t.Context(), st, "employees", read(t, "Name,"+h+"\nAnn,x\n")); err != nil || m.Columns[1].To != exchange.Field {
			t.Errorf("“%s” became %s: %v", h, m.Columns[1].To, err)
		}
	}
}

// guessed is what a file's columns become, and why.
func guessed(t *testing.T, body string) string {
	t.Helper()
	st := storetest.New(t)
	load(t, st, "employees", "number,name,email\n9001,Olga Berg,olga@x.org\n9002,Udo Tal,udo@x.org\n", exchange.Options{})
	m, err := exchange.Guess(t.Context(), st, "employees", read(t, body))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range m.Columns {
		out = append(out, c.Heading+"="+c.To+" "+c.Why)
	}
	return strings.Join(out, ", ")
}

func TestAColumnOfPeopleIsTakenForTheManagers(t *testing.T) {
	slow(t)
	for _, c := range []struct{ body, want string }{
		{"number,name,Xyz\n1,Ann,\n2,Bo,1\n3,Cy,1\n", "Xyz=manager content"},
		{"name,email,Xyz\nAnn,ann@x.org,\nBo,bo@x.org,ANN@x.org\nCy,cy@x.org,bo@x.org\n", "Xyz=manager content"},
		{"first name,last name,Xyz\nAnn,Lee,\nBo,Ek,Ann Lee\n", "Xyz=manager content"},
		{"number,name,Xyz\n11,Ann,9001\n12,Bo,9002\n", "Xyz=manager content"},    // managers whom the company knows
		{"number,name,Xyz\n11,Ann,9001\n12,Bo,9001\n", "Xyz=field unknown"},      // one number alone may be anything
		{"number,name,Level\n1,Ann,2\n2,Bo,3\n3,Cy,1\n", "Level=field unknown"},  // a circle
		{"number,name,Level\n1,Ann,1\n2,Bo,1\n3,Cy,2\n", "Level=field unknown"},  // their own manager
		{"number,name,Xyz\n1,Ann,\n2,Bo,1\n3,Cy,77\n", "Xyz=field unknown"},      // too many who are nobody
		{"number,name,Mentor\n1,Ann,\n2,Bo,1\n3,Cy,1\n", "Mentor=field unknown"}, // a heading that says otherwise
		{"number,name,Team lead\n1,Ann,\n2,Bo,Ann\n", "Team lead=manager heading"},
		{"number,name,Team lead\n1,Ann,yes\n2,Bo,no\n", "Team lead=field unknown"},
		{"number,name,Xyz,Boss\n1,Ann,,\n2,Bo,1,1\n3,Cy,1,2\n", "Xyz=field unknown, Boss=manager heading"},
	} {
		if got := guessed(t, c.body); !strings.HasSuffix(got, c.want) {
			t.Errorf("%q: %s; want %s", c.body, got, c.want)
		}
	}
}

func TestHalvesOfNamesAndTheCommonerHeadingAreTold(t *testing.T) {
	slow(t)
	for _, c := range []struct{ body, want string }{
		{"Name;Vorname\nMüller;Eva\n", "Name=last name heading, Vorname=first name heading"},
		{"Nome;Sobrenome\nJoão;Silva\n", "Nome=first name heading, Sobrenome=last name heading"},
		{"Name;First name\nEva Müller;Eva\n", "Name=name heading, First name=first name heading"},
		{"Division;Department;Name\nEast;Data;Ann\n", "Division=field unknown, Department=team heading, Name=name heading"},
	} {
		if got := guessed(t, c.body); got != c.want {
			t.Errorf("%q: %s; want %s", c.body, got, c.want)
		}
	}
}

func TestAFileWithoutManagersSaysSo(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	const note = "no column names the manager; rules about the management line will see none"
	if p := load(t, st, "employees", "number,name,team\n1,Ann,Red\n2,Bo,Red\n", exchange.Options{}); len(p.Notes) != 1 || p.Notes[0] != note {
		t.Error(p.Notes)
	}
	if p := load(t, st, "employees", "number,name,Reports to (ID)\n1,Ann,\n2,Bo,1\n", exchange.Options{}); len(p.Notes) > 0 {
		t.Error(p.Notes)
	}
	if p := load(t, st, "employees", "number,name,team\n1,Ann,Blue\n2,Bo,Blue\n", exchange.Options{}); len(p.Notes) > 0 { // their managers are known
		t.Error(p.Notes)
	}
}
