// Files of data that are part of the program. DATA.md says where they come from.
#pragma once
#include <stddef.h>

struct descent_embedded_file {
  const unsigned char *bytes;
  size_t count;
};

extern const struct descent_embedded_file descent_digits_images;
extern const struct descent_embedded_file descent_digits_labels;
extern const struct descent_embedded_file descent_iris;
extern const struct descent_embedded_file descent_penguins;
