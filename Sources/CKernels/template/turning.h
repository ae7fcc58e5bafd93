// Matrices turned, four rows and columns at a time.

typedef T FN(four) __attribute__((ext_vector_type(4)));
typedef FN(four) FN(four_at) __attribute__((aligned(sizeof(T))));

/// Turns a 4 x 4 block in registers: rows 0 and 2, 1 and 3 are interleaved, and then both results.
INLINE void FN(turn)(FN(four) *m) {
  const FN(four) a = __builtin_shufflevector(m[0], m[2], 0, 4, 1, 5);
  const FN(four) b = __builtin_shufflevector(m[0], m[2], 2, 6, 3, 7);
  const FN(four) c = __builtin_shufflevector(m[1], m[3], 0, 4, 1, 5);
  const FN(four) d = __builtin_shufflevector(m[1], m[3], 2, 6, 3, 7);
  m[0] = __builtin_shufflevector(a, c, 0, 4, 1, 5);
  m[1] = __builtin_shufflevector(a, c, 2, 6, 3, 7);
  m[2] = __builtin_shufflevector(b, d, 0, 4, 1, 5);
  m[3] = __builtin_shufflevector(b, d, 2, 6, 3, 7);
}

/// Turns four rows, 0 where there is none, of `columns` elements, which count in fours: element j of row i
/// comes to to[j][i].
INLINE void FN(turn_rows)(const T *const *row, long columns, T *to, long toStride) {
  for (long j = 0; j < columns; j += 4) {
    FN(four) m[4];
    UNROLL for (long i = 0; i < 4; i++)
      m[i] = row[i] ? *(const FN(four_at) *)(row[i] + j) : (FN(four))(T)0;
    FN(turn)(m);
    UNROLL for (long i = 0; i < 4; i++) *(FN(four_at) *)(to + (j + i) * toStride) = m[i];
  }
}

/// Turns rows x columns elements to columns x `padded`, the missing rows 0; columns and `padded` count in
/// fours.
INLINE void FN(turn_block)(long rows, long padded, long columns, const T *from, long stride, T *to,
                           long toStride) {
  for (long x = 0; x < padded; x += 4) {
    const T *row[4];
    for (long i = 0; i < 4; i++) row[i] = x + i < rows ? from + (x + i) * stride : 0;
    FN(turn_rows)(row, columns, to + x, toStride);
  }
}
