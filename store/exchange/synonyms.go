package exchange

// The headings that mean a column of employees, in English, German, French,
// Spanish and Portuguese, the commonest first: where a file has two of them, the
// one that stands first here wins. They are compared by headingForm, so that
// case, accents, spaces and punctuation do not count.
var (
	numberWords = words("employee number|employee no|employee nr|employee id|employee code|employee num|emp id|emp no|emp number|emp code|id|no|nr|personnel number|personnel no|personnel id|" +
		"staff number|staff id|staff no|staff code|payroll number|payroll no|payroll id|person number|person id|worker id|worker number|badge number|badge id|user id|hr id|" +
		"Personalnummer|Personal-Nr.|Personalnr|Pers.-Nr.|PNr|Mitarbeiternummer|Mitarbeiter-Nr.|Mitarbeiternr|Mitarbeiter-ID|MA-Nr.|Stammnummer|Ausweisnummer|" +
		"matricule|numéro matricule|n° matricule|numéro d'employé|numéro employé|numéro de salarié|identifiant|identifiant salarié|code employé|" +
		"número de empleado|n.º de empleado|nº empleado|núm. empleado|código de empleado|código empleado|id empleado|legajo|número de legajo|" +
		"matrícula|número de matrícula|número de funcionário|nº funcionário|código do funcionário|número mecanográfico|número de colaborador|id do funcionário|id colaborador")
	nameWords = words("full name|employee name|employee|display name|person|person name|worker|worker name|staff name|preferred name|legal name|" +
		"vollständiger Name|Mitarbeiter|Mitarbeiterin|Mitarbeitername|Mitarbeitende|Name des Mitarbeiters|Vor- und Nachname|Name, Vorname|" +
		"nom complet|nom et prénom|prénom et nom|employé|salarié|collaborateur|nom de l'employé|" +
		"nombre completo|nombre y apellidos|nombre y apellido|empleado|colaborador|nombre del empleado|" +
		"nome completo|nome|funcionário|nome do funcionário|nome do colaborador")
	firstNameWords = words("first|given name|given names|forename|forenames|Vorname|Rufname|prénom|prénoms|nombre|nombres|primer nombre|primeiro nome|nome próprio")
	lastNameWords  = words("last|surname|family name|Nachname|Familienname|Zuname|nom de famille|nom|apellido|apellidos|primer apellido|sobrenome|apelido|último nome")
	emailWords     = words("e mail|email address|e mail address|mail|work email|business email|company email|email work|primary email|mail address|corporate email|email id|" +
		"E-Mail-Adresse|Mailadresse|E-Mail dienstlich|dienstliche E-Mail|geschäftliche E-Mail|courriel|adresse e-mail|adresse mail|adresse électronique|e-mail professionnel|mail professionnel|" +
		"correo|correo electrónico|correo corporativo|dirección de correo|e-mail corporativo|correio eletrónico|correio eletrônico|endereço de e-mail")
	hiredWords = words("hire date|date hired|hiring date|date of hire|joined|join date|joining date|date joined|date of joining|entry date|employment start date|employment date|original hire date|latest hire date|hired on|company entry|" +
		"Eintritt|Eintrittsdatum|Datum des Eintritts|Einstellungsdatum|Einstellung|Firmeneintritt|Beschäftigt seit|Betriebszugehörigkeit seit|Dienstbeginn|" +
		"date d'embauche|date d'entrée|embauche|date d'arrivée|entrée|date d'engagement|" +
		"fecha de ingreso|fecha ingreso|fecha de contratación|fecha de alta|fecha de incorporación|ingreso|" +
		"data de admissão|admissão|data de contratação|data de entrada|data de ingresso|data admissão")
	hiredWeak = words("start|start date|started|started on|from|Beginn|Startdatum|Vertragsbeginn|date de début|début|fecha de inicio|inicio|data de início|início")
	leftWords = words("left|left on|leave date|leaving date|date left|last day|last working day|termination date|exit date|departure date|end of employment|employment end date|" +
		"Austritt|Austrittsdatum|Ausgetreten am|letzter Arbeitstag|date de sortie|date de départ|départ|sortie|" +
		"fecha de baja|fecha de salida|fecha baja|fecha de egreso|data de saída|data de demissão|data de desligamento|saída")
	leftWeak        = words("end|end date|until|Ende|Enddatum|Vertragsende|date de fin|fin|fecha de fin|data de fim|fim")
	leftReasonWords = words("left reason|leaving reason|termination reason|exit reason|reason for leaving|reason left|Austrittsgrund|motif de départ|motif de sortie|motivo de baja|motivo de salida|motivo de saída|motivo de desligamento")
	roleWords       = words("job title|job|position|position title|job role|job name|job position|occupation|function title|function|role title|" +
		"Stelle|Stellenbezeichnung|Funktion|Tätigkeit|Berufsbezeichnung|Rolle|Jobtitel|Positionsbezeichnung|Aufgabe|" +
		"poste|intitulé du poste|intitulé de poste|fonction|emploi|intitulé de l'emploi|titre du poste|rôle|" +
		"puesto|puesto de trabajo|cargo|función|rol|título del puesto|posición|função|posto|papel|título do cargo|nome do cargo")
	gradeWords = words("pay grade|job grade|salary grade|band|pay band|salary band|grade name|seniority|seniority level|" +
		"Entgeltgruppe|Gehaltsgruppe|Gehaltsstufe|Tarifgruppe|Besoldungsgruppe|Vergütungsgruppe|Lohngruppe|Karrierestufe|échelon|classification|niveau de grade|grado|grado salarial|banda salarial|grau|grade salarial|faixa salarial|nível salarial")
	teamWords = words("department|dept|department name|team name|unit|org unit|organizational unit|organisational unit|organization unit|organisation unit|group|squad|division|division name|business unit|business unit name|section|" +
		"Abteilung|Abteilungsname|Organisationseinheit|OE|Bereich|Fachbereich|Team-Name|Gruppe|Referat|Geschäftsbereich|Sparte|" +
		"équipe|service|département|direction|unité|pôle|unité organisationnelle|" +
		"equipo|departamento|área|unidad|división|gerencia|sector|unidad de negocio|" +
		"equipe|equipa|setor|unidade|unidade de negócio|divisão|diretoria|gerência")
	locationWords = words("office|site|work location|workplace|work site|city|office location|location name|place of work|work place|work city|branch|base location|" +
		"Standort|Arbeitsort|Dienstort|Dienstsitz|Niederlassung|Büro|Einsatzort|Stadt|Filiale|Betriebsstätte|" +
		"lieu|lieu de travail|localisation|bureau|ville|établissement|agence|" +
		"ubicación|sede|oficina|lugar de trabajo|centro de trabajo|ciudad|localización|centro|" +
		"local de trabalho|localização|localidade|escritório|cidade|filial|local")
	countryWords  = words("work country|location country|country name|country code|Land|Staat|Arbeitsland|pays|pays de travail|país|país de trabajo|país de trabalho")
	zoneWords     = words("tz|Zeitzone|fuseau horaire|zona horaria|huso horario|fuso horário")
	languageWords = words("language|spoken languages|languages spoken|language skills|Sprache|Sprachen|Sprachkenntnisse|langue|langues|langues parlées|idioma|idiomas|lengua|lenguas|língua|línguas")
	sinceWords    = words("position since|in position since|position start|position start date|in role since|role start date|effective date|effective from|job start date|in Position seit|Position seit|Stelle seit|en poste depuis|en el puesto desde|no cargo desde|data efetiva|fecha efectiva|date d'effet")
	sinceWeak     = words("since|valid from|seit|gültig ab|gültig von|depuis|desde")
	familyWords   = words("role family|job family|job function|job group|Berufsgruppe|Jobfamilie|famille de métiers|famille d'emplois|filière|familia de puestos|familia profesional|família de cargos|família de funções")

	// managerWords are what is left of a heading once the words of bareWords are
	// taken out of it.
	managerWords = words("manager|line manager|reports to|reporting to|reporting manager|reporting line|supervisor|line supervisor|boss|superior|reports into|report to|people manager|solid line manager|immediate manager|managed by|supervised by|team manager|line lead|" +
		"managerid|managerno|managernr|managernumber|managername|manageremail|managermail|supervisorid|supervisorname|supervisoremail|" +
		"Vorgesetzter|Vorgesetzte|Vorgesetzte/r|Vorgesetzte(r)|Vorgesetzten|Vorgesetzter MA|Führungskraft|Fachvorgesetzter|Disziplinarvorgesetzter|disziplinarischer Vorgesetzter|disziplinarische Führungskraft|Linienvorgesetzter|berichtet an|" +
		"Vorgesetztennummer|Vorgesetzten-Personalnummer|Vorgesetztenname|Führungskraftnummer|" +
		"responsable|responsable hiérarchique|supérieur|supérieur hiérarchique|supérieure hiérarchique|chef d'équipe|hiérarchique|rattachement|rattachement hiérarchique|rattaché à|encadrant|N+1|superviseur|reporte à|" +
		"jefe|jefa|jefe directo|jefe inmediato|jefa directa|gerente directo|superior jerárquico|superior inmediato|superior directo|supervisor directo|supervisor inmediato|responsable directo|reporta a|encargado|" +
		"gestor|gestora|gestor direto|gestor imediato|chefe|chefia|chefia direta|chefia imediata|chefe direto|superior hierárquico|superior imediato|supervisora|supervisor imediato|supervisor direto|gerente direto|líder direto|responde a|responsável|responsável direto")
	managerWeak = words("team lead|team leader|leader|Leiter|Leiterin|Teamleiter|Teamleiterin|Teamleitung|Abteilungsleiter|Chef|Chefin|gerente|líder|coordenador")

	// bareWords say of a manager's column only how it names the manager.
	bareWords = words("no|nr|number|num|nummer|id|ids|code|key|employee|employees|emp|staff|personnel|personal|person|worker|payroll|email|mail|mails|e|address|name|names|full|fullname|s|of|the|of the|current|direct|primary|user|login|" +
		"personalnummer|personalnr|pers|mitarbeiter|mitarbeiternummer|des|der|die|ma|kennung|adresse|direkter|direkte|" +
		"numero|n|du|de|la|le|l|matricule|nom|prenom|courriel|identifiant|del|el|correo|nombre|legajo|codigo|empleado|electronico|" +
		"do|da|o|nome|matricula|funcionario|colaborador|correio")

	// otherPeople are words of headings whose cells name employees who are no
	// managers: such a column is not taken for the managers by its cells.
	otherPeople = words("mentor|mentee|mentors|mentees|buddy|assistant|deputy|substitute|successor|predecessor|backup|hr|hrbp|recruiter|sponsor|coach|partner|referrer|interviewer|author|creator|created|modified|updated|changed|entered|mentora|" +
		"stellvertreter|vertreter|vertretung|stellvertretung|nachfolger|vorganger|pate|patin|assistent|assistenz|personalreferent|adjoint|suppleant|remplacant|parrain|tuteur|suplente|sustituto|padrino|substituto|padrinho|preference|preferences|choice|wish|colleague|peer|old|former|previous")
)

// Further words for a skill and its level, in the same languages.
const (
	skillWords = "Kompetenz|Fähigkeit|Fertigkeit|Qualifikation|Kenntnis|compétence|competencia|habilidad|competência|habilidade"
	levelHeads = "Stufe|Kompetenzstufe|Niveau|Bewertung|Einstufung|Ist|Ist-Stufe|nivel|valoración|nível|avaliação"
)
