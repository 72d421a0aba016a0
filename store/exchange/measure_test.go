package exchange_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store/exchange"
)

// BenchmarkShippedProgram runs the matching of a large company by the rules of the
// shipped programs, from the engine's input to the proved result, and reports the
// seconds and the processor seconds of each part and the most memory, each size in a
// process of its own.
// UNDERSTUDY_FULL=1 makes it 80,000 mentees and 20,000 mentors.
func BenchmarkShippedProgram(b *testing.B) {
	sizes := []int{8_000}
	if os.Getenv("UNDERSTUDY_FULL") == "1" {
		sizes = append(sizes, 80_000)
	}
	for _, mentees := range sizes {
		for _, spare := range []int{10, 0, -20} {
			b.Run(fmt.Sprintf("leadership/%dx%d%+d", mentees, mentees/4, spare), func(b *testing.B) {
				for b.Loop() {
					measured := measureRun(b, mentees, spare)
					b.ReportMetric(0, "ns/op")
					for part, value := range measured {
						b.ReportMetric(value, part)
					}
				}
			})
		}
	}
}

const childRun = "UNDERSTUDY_MEASURE_RUN"

// measureRun has a process of its own run it.
func measureRun(b *testing.B, mentees, spare int) map[string]float64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestMeasureRun$", "-test.timeout=0")
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d", childRun, mentees, spare))
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	measured := map[string]float64{}
	for line := range strings.Lines(string(out)) {
		var part string
		var value float64
		if n, _ := fmt.Sscanf(line, "measured %s %g", &part, &value); n == 2 {
			measured[part] = value
		}
	}
	if measured["peak-MB"] == 0 {
		b.Fatalf("%s", out)
	}
	return measured
}

// TestMeasureRun is what the benchmark starts.
func TestMeasureRun(t *testing.T) {
	var mentees, spare int
	if _, err := fmt.Sscan(os.Getenv(childRun), &mentees, &spare); err != nil {
		t.Skip("started by a benchmark")
	}
	in := largeCompany(t, mentees, mentees/4, spare)
	since, worked, stage := time.Now(), cpu(), mentoring.StagePreparing
	took, busy := map[string]time.Duration{}, map[string]time.Duration{}
	next := func(name string) {
		took[stage] += time.Since(since)
		busy[stage] += cpu() - worked
		since, worked, stage = time.Now(), cpu(), name
	}
	inputOnly := peakKiB()
	res, err := mentoring.Run(t.Context(), in, mentoring.Options{Progress: func(p assign.Progress) {
		if p.Stage != stage {
			next(p.Stage)
		}
	}})
	next("")
	if err != nil || !res.Proved {
		t.Fatal(err)
	}
	for unit, by := range map[string]map[string]time.Duration{"s": took, "cpu-s": busy} {
		solve, proof := by[mentoring.StageScores]+by["matching"]+by["ties"], by[mentoring.StageProof]
		fmt.Printf("measured prepare-%s %g\n", unit, by[mentoring.StagePreparing].Seconds())
		fmt.Printf("measured solve-%s %g\nmeasured proof-%s %g\n", unit, solve.Seconds(), unit, proof.Seconds())
		fmt.Printf("measured solve/proof-%s %g\n", unit, solve.Seconds()/proof.Seconds())
	}
	fmt.Printf("measured matched %d\n", res.Matched)
	fmt.Printf("measured input-MB %d\nmeasured peak-MB %d\n", inputOnly>>10, peakKiB()>>10)
}

// peakKiB is the most memory that this process ever held, where the system says so.
func peakKiB() (kib int64) {
	status, _ := os.ReadFile("/proc/self/status")
	if _, after, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
		fmt.Sscanf(string(after), "%d", &kib)
	}
	return kib
}

// largeCompany is the input of a program by the rules of the shipped Leadership: grades
// in a pyramid, skills that go with the job, languages that go with the place.
func largeCompany(t *testing.T, mentees, mentors, spare int) mentoring.Input {
	t.Helper()
	var program exchange.Program
	for _, s := range exchange.ShippedPrograms() {
		if s.Name == "leadership" {
			p, err := exchange.DecodeProgram(strings.NewReader(s.Text), "leadership.toml")
			if err != nil {
				t.Fatal(err)
			}
			program = p
		}
	}
	rng := rand.New(rand.NewPCG(7, uint64(mentees)))
	in := mentoring.Input{AsOf: 20_000, Settings: program.Settings}
	in.Names.Grades = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}
	for q := range 12 {
		in.Names.Questions = append(in.Names.Questions, mentoring.Question{Name: fmt.Sprint("question ", q), Topic: []string{"goals", "style"}[q%2]})
	}
	in.Texts = []string{"mentoring", "English", "French", "German", "Spanish", "Portuguese", "Polish", "Japanese"}
	for n := range 6 {
		in.Texts = append(in.Texts, fmt.Sprint("answer ", n))
	}
	for i := range mentees + mentors {
		in.Employees = append(in.Employees, someoneLarge(rng, int64(i+1), i >= mentees))
		id, x := int64(i+1), mentoring.Enrolment{Places: 1}
		x.ID, x.Employee = id, id
		if i >= mentees {
			x.Places = placesOf(rng, i-mentees, spare)
			in.Mentors = append(in.Mentors, x)
			continue
		}
		x.WaitingSince = int32(19_600 + rng.IntN(400))
		job := int64(rng.IntN(20))
		for range 1 + rng.IntN(3) {
			x.Needs = append(x.Needs, mentoring.SkillLevel{Skill: 1 + (job*5+int64(rng.IntN(12)))%100, Level: int8(2 + rng.IntN(3))})
		}
		for range rng.IntN(4) {
			x.Preferences = append(x.Preferences, int64(mentees+1+rng.IntN(mentors)))
		}
		in.Mentees = append(in.Mentees, x)
	}
	return in
}

// placesOf gives mentors 4 places each on average, and a spare part of them.
func placesOf(rng *rand.Rand, mentor, spare int) int {
	even := 3 + rng.IntN(2)*2 // 3 or 5
	share := 4 * spare
	return even + (mentor+1)*share/100 - mentor*share/100
}

func someoneLarge(rng *rand.Rand, id int64, mentor bool) mentoring.Employee {
	place := rng.IntN(12)
	e := mentoring.Employee{ID: id, Grade: int32(1 + min(rng.IntN(6), rng.IntN(6))), Location: int64(1 + place), Manager: rng.Int64N(id)}
	if mentor {
		e.Grade = int32(3 + min(rng.IntN(8), rng.IntN(8)))
	}
	from := int16((6 + place) * 60)
	e.Hours = mentoring.Hours{From: from, To: (from + 480) % 1440}
	e.Languages = []mentoring.Ref{1}
	if rng.IntN(10) < 2 {
		e.Languages = nil
	}
	if rng.IntN(10) < 6 {
		e.Languages = append(e.Languages, mentoring.Ref(2+place%6))
	}
	if rng.IntN(20) > 0 {
		e.Consents = []mentoring.Consent{{Topic: 0, Since: 19_000}}
	}
	job := int64(rng.IntN(20))
	for range 8 {
		skill := 1 + (job*5+int64(rng.IntN(12)))%100
		e.Skills = append(e.Skills, mentoring.SkillLevel{Skill: skill, Level: int8(1 + rng.IntN(4))})
	}
	for q := range 12 {
		if rng.IntN(10) < 8 {
			e.Answers = append(e.Answers, mentoring.Answer{Question: int32(q), Value: mentoring.Ref(8 + rng.IntN(6))})
		}
	}
	return e
}
