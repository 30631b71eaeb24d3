/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_ipc.h"

LX_TABLE(lx_ipc_table, "ipc", LX_FORM_FLAGS, "flags of System V IPC", LX_IPC_ROWS);
LX_TABLE(lx_shmget_table, "shmget", LX_FORM_FLAGS, "flags of shmget alone", LX_SHMGET_ROWS);
LX_TABLE(lx_shmat_table, "shmat", LX_FORM_FLAGS, "flags of shmat", LX_SHMAT_ROWS);
LX_TABLE(lx_msgrcv_table, "msgrcv", LX_FORM_FLAGS, "flags of msgrcv", LX_MSGRCV_ROWS);
LX_TABLE(lx_shmctl_table, "shmctl", LX_FORM_NUMBER, "commands of shmctl", LX_SHMCTL_ROWS);
LX_TABLE(lx_semctl_table, "semctl", LX_FORM_NUMBER, "commands of semctl", LX_SEMCTL_ROWS);
LX_TABLE(lx_msgctl_table, "msgctl", LX_FORM_NUMBER, "commands of msgctl", LX_MSGCTL_ROWS);
