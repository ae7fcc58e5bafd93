extension DataCatalogue {
  /// All known data sets, real ones first.
  public static let entries: [Entry] = [
    digits, iris, penguins, fashionMNIST, mnist,
    generated(.xor, "exclusive or: the four points that one layer cannot learn", examples: 4),
    generated(.moons, "two half circles, each reaching into the other"),
    generated(.circles, "a small circle inside a large one"),
    generated(.spirals, "two spirals of one and a half turns"),
  ]

  private static let digits = Entry(
    name: "digits",
    summary: "handwritten digits, 8 x 8 pixels of 0 to 16",
    examples: 1797,
    testExamples: 0,
    features: 64,
    classes: 10,
    kind: .image,
    source: "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (test half), "
      + "UCI Machine Learning Repository, 1998; taken from scikit-learn 1.9.1",
    licence: "CC BY 4.0 (UCI); BSD-3-Clause (scikit-learn)",
    checksums: [
      (
        "digits-images-idx3-ubyte.gz",
        "16bf71e8bfa958f11ad68a045567f2a2f5362b27ab1e7cadd4cf9a3cbb37176e"
      ),
      (
        "digits-labels-idx1-ubyte.gz",
        "22e1486adc7849d49bbac7f3e6227134ade1aea8cf5289c8dceeecd5a005d43c"
      ),
    ],
    classNames: [],
    package: nil,
    origin: .digits
  )

  private static let iris = Entry(
    name: "iris",
    summary: "three species of iris by the sizes of sepals and petals",
    examples: 150,
    testExamples: 0,
    features: 4,
    classes: 3,
    kind: .table,
    source: "R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936; "
      + "taken from scikit-learn 1.9.1",
    licence: "CC BY 4.0 (UCI); BSD-3-Clause (scikit-learn)",
    checksums: [
      ("iris.csv", "9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355")
    ],
    classNames: [],
    package: nil,
    origin: .table(.iris, target: "species", missing: .refuse)
  )

  private static let penguins = Entry(
    name: "penguins",
    summary: "three species of penguins by their measures, sex and island",
    examples: 333,
    testExamples: 0,
    features: 10,
    classes: 3,
    kind: .table,
    source: "A. M. Horst, A. P. Hill and K. B. Gorman, palmerpenguins, 2020; "
      + "taken from the Python package palmerpenguins 0.1.6",
    licence: "CC0 1.0",
    checksums: [
      ("penguins.csv", "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93")
    ],
    classNames: [],
    package: nil,
    origin: .table(.penguins, target: "species", missing: .drop)
  )

  private static let fashionMNIST = Entry(
    name: "fashion-mnist",
    summary: "ten kinds of clothes, 28 x 28 grey pixels",
    examples: 60_000,
    testExamples: 10_000,
    features: 784,
    classes: 10,
    kind: .image,
    source: "H. Xiao, K. Rasul and R. Vollgraf, Zalando, 2017; Debian's dataset-fashion-mnist",
    licence: "MIT",
    checksums: [
      (
        "t10k-images-idx3-ubyte.gz",
        "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"
      ),
      (
        "t10k-labels-idx1-ubyte.gz",
        "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"
      ),
      (
        "train-images-idx3-ubyte.gz",
        "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7"
      ),
      (
        "train-labels-idx1-ubyte.gz",
        "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056"
      ),
    ],
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    package: "dataset-fashion-mnist",
    origin: .folder
  )

  private static let mnist = Entry(
    name: "mnist",
    summary: "handwritten digits, 28 x 28 grey pixels",
    examples: 60_000,
    testExamples: 10_000,
    features: 784,
    classes: 10,
    kind: .image,
    source: "Y. LeCun, C. Cortes and C. J. C. Burges, 1998; from your own files",
    licence: "CC BY-SA 3.0",
    checksums: [],
    classNames: [],
    package: nil,
    origin: .folder
  )

  private static func generated(
    _ generator: PointGenerator,
    _ summary: String,
    examples: Int = PointGenerator.count
  ) -> Entry {
    Entry(
      name: generator.rawValue,
      summary: summary,
      examples: examples,
      testExamples: 0,
      features: 2,
      classes: 2,
      kind: .generator,
      source: "generated from a fixed seed",
      licence: "MIT",
      checksums: [],
      classNames: [],
      package: nil,
      origin: .generator(generator)
    )
  }
}
