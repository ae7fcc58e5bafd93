#pragma once

/// Runs libFuzzer with its own command line over a function; it ends the process when it is done.
int LLVMFuzzerRunDriver(
  int *argc, char ***argv, int (*function)(const unsigned char *data, unsigned long size)
);
