#include "CNcurses.h"
int gs_placeholder(void) { return 0; }
