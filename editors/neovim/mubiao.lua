-- Sheets in Neovim 0.7 and newer: copy this file to ~/.config/nvim/plugin/.
vim.cmd([[
  augroup mubiao
    autocmd!
    autocmd BufRead,BufNewFile *.mubiao setfiletype mubiao
  augroup END
]])

vim.api.nvim_create_autocmd("FileType", {
  pattern = "mubiao",
  group = "mubiao",
  callback = function(event)
    vim.bo[event.buf].expandtab = false
    vim.bo[event.buf].commentstring = "# %s"
    -- Colours by the tree, where its parser is installed.
    if vim.treesitter.start then pcall(vim.treesitter.start, event.buf, "mubiao") end
    local config = {
      name = "mubiao",
      cmd = { "mubiao", "lsp" },
      root_dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":p:h"),
    }
    if vim.lsp.start then
      vim.lsp.start(config, { bufnr = event.buf })
    else
      vim.g.mubiao_client = vim.g.mubiao_client or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, vim.g.mubiao_client)
    end
  end,
})
