#include "CBuiltInData.h"

static const unsigned char digits_images[] = {
#embed "digits-images-idx3-ubyte.gz"
};
static const unsigned char digits_labels[] = {
#embed "digits-labels-idx1-ubyte.gz"
};
static const unsigned char iris[] = {
#embed "iris.csv"
};
static const unsigned char penguins[] = {
#embed "penguins.csv"
};

const struct descent_embedded_file descent_digits_images = {digits_images, sizeof digits_images};
const struct descent_embedded_file descent_digits_labels = {digits_labels, sizeof digits_labels};
const struct descent_embedded_file descent_iris = {iris, sizeof iris};
const struct descent_embedded_file descent_penguins = {penguins, sizeof penguins};
