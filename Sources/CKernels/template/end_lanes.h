// Undoes lanes.h.
#undef X
#undef real
#undef ubits
#undef ints
#undef wide
#undef C
#undef LOADX
#undef STOREX
