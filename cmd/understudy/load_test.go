package main

// loadEnv names the file of the write load; set, the test binary is that load.
const loadEnv = "UNDERSTUDY_TEST_LOAD"

func load(string) int { return 0 }
