package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui"
)

const rootHelp = `Understudy coordinates mentoring, cross-training and job rotation.

Without a command it opens its screens. Everything that they do has a command, every command that prints data has --json, and every change can be taken back with undo.

Exit status: 0 done, 1 failed, 2 usage or no terminal, 3 not found, 4 the input has invalid values and nothing was written, 5 the file is busy, 6 it is damaged, 7 it is of a newer version, 130 interrupted.`

// The groups of the commands in help.
const (
	groupStart  = "start"
	groupRecord = "records"
	groupMatch  = "mentoring"
	groupSafe   = "safety"
)

func (a *app) root() *cobra.Command {
	var look look
	root := &cobra.Command{
		Use:   "understudy",
		Short: "Mentoring, cross-training and job rotation in your terminal",
		Long:  rootHelp,
		Example: `understudy demo
understudy import employees people.csv --dry-run
understudy match leadership
understudy explain leadership "Ada Lovelace" --change`,
		Args: func(cmd *cobra.Command, given []string) error {
			if len(given) == 0 {
				return nil
			}
			return &usageError{msg: unknown(cmd, given[0]), cmd: "understudy"}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.openScreens(cmd, look) },
	}
	root.PersistentFlags().StringVar(&a.db, "db", "", "the file to work on, instead of UNDERSTUDY_DB or the usual place")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print data as JSON")
	look.flags(root)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{msg: sayFlag(err), cmd: cmd.CommandPath()}
	})
	root.AddGroup(
		&cobra.Group{ID: groupStart, Title: "start"}, &cobra.Group{ID: groupRecord, Title: "people and records"},
		&cobra.Group{ID: groupMatch, Title: "mentoring"}, &cobra.Group{ID: groupSafe, Title: "history and safety"},
	)
	a.addCommands(root)
	return root
}

func (a *app) addCommands(root *cobra.Command) {
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupStart, a.demoCmd())
	add(groupRecord, a.importCmd(), a.exportCmd(), a.listCmd(), a.showCmd(), a.addCmd(), a.setCmd(), a.archiveCmd(), a.rateCmd(), a.skillCmd(), a.qualificationCmd(), a.potentialCmd(), a.settingCmd(), a.answering(a.gapsCmd()), a.initiativeCmd(), a.measureCmd(), a.employeeCmd())
	add(groupMatch, a.programCmd(), a.cycleCmd(), a.enrolCmd(), a.waitingCmd(), a.coverageCmd(), a.matchCmd(), a.explainCmd(), a.compareCmd(), a.reviewCmd(), a.lockCmd(), a.banCmd(), a.publishCmd(), a.pairCmd(), a.sessionCmd(), a.goalCmd(), a.actionCmd(), a.rotateCmd(), a.placementCmd(), a.stretchCmd(), a.eventCmd(), a.topicCmd(), a.scheduleCmd(), a.calendarCmd(), a.reportCmd())
	add(groupSafe, a.historyCmd(), a.undoCmd(), a.redoCmd(), a.backupCmd(), a.restoreCmd(), a.checkCmd(), a.doctorCmd())
}

// sayFlag is a flag's error without the names of functions.
func sayFlag(err error) string {
	msg := err.Error()
	plain, cause, leaks := strings.Cut(msg, ": strconv.")
	if !leaks {
		return msg
	}
	what := "a number in range"
	switch {
	case strings.HasPrefix(cause, "ParseBool"):
		what = "true or false"
	case strings.Contains(cause, "invalid syntax"):
		what = "a whole number"
	}
	return plain + ": write " + what
}

// unknown says that there is no such command, and what may have been meant.
func unknown(cmd *cobra.Command, name string) string {
	msg := fmt.Sprintf("%q has no command %q", cmd.CommandPath(), name)
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		msg += "; did you mean: " + strings.Join(near, ", ")
	}
	return msg
}

// group is a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, RunE: func(cmd *cobra.Command, given []string) error {
		if len(given) > 0 {
			return &usageError{msg: unknown(cmd, given[0]), cmd: cmd.CommandPath()}
		}
		return cmd.Help()
	}}
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(commands...)
	return c
}

// openScreens opens the screens on the usual file, making one on the first start.
func (a *app) openScreens(cmd *cobra.Command, l look) error {
	if !a.interactive() {
		return usage("the screens need a terminal; here, run a command instead, such as: understudy list employees, or: understudy --help")
	}
	if err := l.check(); err != nil {
		return err
	}
	return a.begin(cmd.Context(), func(s *store.Store) error {
		return tui.Run(cmd.Context(), s, l.options(a, filepath.Base(s.Path())))
	})
}

// look is how the screens are drawn.
type look struct {
	theme          string
	ascii, noMouse bool
}

func (l *look) flags(c *cobra.Command) {
	c.Flags().StringVar(&l.theme, "theme", "", "of the screens: "+strings.Join(tui.Themes(), ", "))
	c.Flags().BoolVar(&l.ascii, "ascii", false, "draw the screens with ASCII only")
	c.Flags().BoolVar(&l.noMouse, "no-mouse", false, "leave the mouse to the terminal, for selecting text")
}

func (l look) check() error {
	if l.theme != "" && !slices.Contains(tui.Themes(), l.theme) {
		return usage("no theme is called %q; there are %s", l.theme, strings.Join(tui.Themes(), ", "))
	}
	return nil
}

func (l look) options(a *app, name string) tui.Options {
	return tui.Options{Name: text.Clean(name), Theme: l.theme, ASCII: l.ascii, NoMouse: l.noMouse, Now: a.now}
}
