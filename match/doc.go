// Package match is the home of the engines. What an engine promises: it is pure
// (no SQL, files, clock, terminal or randomness of its own), it answers equal
// inputs with equal outputs on every machine and with any number of workers, it
// can be stopped and then hands over the best it has with a bound, and whatever
// it calls optimal carries a proof that other code has checked.
package match
