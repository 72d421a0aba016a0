// Package exchange brings tables and program files into a store and out again.
//
// An import is one plan: [Read] reads the file into a [Sheet], [Guess] maps its
// columns, [NewPlan] says row by row what would happen, and [Plan.Commit] does
// exactly that as one change. A file with a single invalid row changes nothing.
package exchange
