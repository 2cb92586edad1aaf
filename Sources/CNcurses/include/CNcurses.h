#pragma once
int gs_placeholder(void);
