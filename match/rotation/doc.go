// Package rotation plans job rotations: who sits in which seat of which team in which
// period, while every home team keeps its cover. It looks for the plan with the most
// points and says how far a plan can be from the best: no plan has more points than
// its Bound. It names the limits that bind, why a wish was refused, which constraints
// cannot hold together, and repairs a published plan with the fewest changes.
//
// It knows nobody: people, seats, teams, skills and periods are numbers from 0, and
// None stands for no such thing. Equal inputs give equal plans, with any number of
// workers, since effort is counted in rounds and never in seconds. Sub-package check judges a
// plan anew without any code of the solver.
package rotation
